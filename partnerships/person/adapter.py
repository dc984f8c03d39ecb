from allauth.account.adapter import DefaultAccountAdapter


class PortalAdapter(DefaultAccountAdapter):
    """People come by invitation only."""

    def is_open_for_signup(self, request) -> bool:
        return False
