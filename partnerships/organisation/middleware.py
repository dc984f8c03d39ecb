from partnerships.organisation.standing import standing_of


class StandingMiddleware:
    """request.standing: what the person may speak for today; read when first asked for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.standing = standing_of(request.user)
        return self.get_response(request)
