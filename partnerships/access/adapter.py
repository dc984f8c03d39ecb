from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.utils import translation

from partnerships.notice import actions as notice


class PortalAdapter(DefaultAccountAdapter):
    """People come by invitation only; letters of the sign-in go through the outbox."""

    def is_open_for_signup(self, request) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Write the letter; a worker sends it. In the language of the person's profile where there is one."""
        person = context.get("user")
        language = getattr(person, "language", "") or translation.get_language()
        with translation.override(language):
            mail = self.render_mail(template_prefix, email, {"email": email, **context})
        notice.write(to=email, key=f"account:{uuid4()}", subject=mail.subject, body=f"{mail.body}\n", secret=True)

    def format_email_subject(self, subject: str) -> str:
        return subject
