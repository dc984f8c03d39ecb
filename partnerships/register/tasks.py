from partnerships.register.models import Effect
from partnerships.register.sharing import share
from partnerships.work.registry import sweeper

AT_ONCE = 50


@sweeper
def shared_effects() -> int:
    """Links to a draft of one house that was sent to the other side in the meantime."""
    found = Effect.objects.told_by_now().select_related("decision__meeting")[:AT_ONCE]
    for effect in found:
        share(effect)
    return len(found)
