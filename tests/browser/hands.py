"""What the hands of somebody do who fills in a form."""

from playwright.sync_api import Page

# as somebody would who goes through the text: every {gap} becomes words
FILL_GAPS = """() => document.querySelectorAll("textarea, input[type=text]").forEach(
    field => { field.value = field.value.replaceAll("{", "").replaceAll("}", ""); })"""


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        field = page.locator(f"[name='{name}']")
        if field.first.evaluate("element => element.tagName") == "SELECT":
            field.select_option(value)
        elif field.first.get_attribute("type") == "radio":
            page.locator(f"[name='{name}'][value='{value}']").check()
        else:
            field.fill(value)


def access_key(page: Page, key: str) -> None:
    """Press a key with the browser's own modifier, as a keyboard does; page.keyboard leaves out what an access key is found by.

    A click on a link returns before the next page stands: what answers to the key is waited for.
    """
    page.locator(f"[accesskey='{key}']").wait_for()
    page.wait_for_load_state()
    session = page.context.new_cdp_session(page)
    pressed = {"modifiers": 1, "key": key, "windowsVirtualKeyCode": ord(key.upper())}
    session.send("Input.dispatchKeyEvent", {"type": "keyDown", "unmodifiedText": key, **pressed})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **pressed})
    session.detach()
