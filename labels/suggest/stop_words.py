"""Small words that are no name by themselves, in the languages that articles are mostly in. Our own short lists."""

from __future__ import annotations

_ENGLISH = """
a an the this that these those he she it they we i you him her them us me his hers its their theirs our ours my mine
your yours himself herself itself themselves who whom whose which what where when why how one ones some any all both
each every either neither none no not nor and or but if then than so as at by for from in into of off on onto out over
to up upon with within without about above across after again against along among around before behind below between
beyond during down near since through throughout toward towards under until via be is are was were been being am has
have had having do does did doing will would shall should can could may might must there here now also just only very
more most many much few less least other others another such same own too yet still even ever never once while because
though although however per mr mrs ms
"""
_FRENCH = (
    "le la les un une des du de et ou mais il elle ils elles on nous vous je tu ce cette ces qui que dont où dans sur"
)
_SPANISH = (
    "el la los las un una unos unas y o pero él ella ellos ellas de del en con por para que quien se su sus al lo"
)
_GERMAN = (
    "der die das den dem des ein eine einer eines und oder aber er sie es wir ihr in im an am auf mit von vom zu zum"
)
_ARABIC = "في من على إلى الى عن مع هذا هذه ذلك تلك هو هي هم التي الذي الذين أن إن كان كانت قد ما لا لم لن ثم أو و"

STOP_WORDS = frozenset(" ".join((_ENGLISH, _FRENCH, _SPANISH, _GERMAN, _ARABIC)).split())
