"""Words for content in bulk: parts that combine into many thousand different sentences."""

from __future__ import annotations

import random

TAGS = (
    "eyelid", "calf", "sleep", "stress", "exercise", "caffeine", "worry", "hand", "medicine",
    "cramp", "magnesium", "neck", "back", "thumb", "headache", "migraine", "palpitations",
    "blood-test", "gp-visit", "neurologist", "screen-time", "running", "restless-legs", "foot",
    "tingling", "blood-pressure", "thyroid", "hydration", "work", "heat",
)  # fmt: skip
_NAMES = (
    "Alwen", "Bryn", "Carys", "Dunja", "Emeka", "Freya", "Goran", "Hana", "Ismael", "Jola",
    "Kofi", "Leila", "Milos", "Noor", "Owen", "Pilar", "Rasa", "Sefa", "Tove", "Ugo", "Vera",
    "Wanda", "Yusuf", "Zofia",
)  # fmt: skip
_PLACES = (
    "left eyelid", "right eyelid", "calf", "thumb", "shoulder", "upper lip", "foot", "thigh",
    "forearm", "jaw", "neck", "lower back", "ring finger", "knee", "eyebrow", "ribs",
)  # fmt: skip
_FEELINGS = (
    "twitches", "flutters", "jumps", "ripples", "tingles", "cramps", "aches", "feels heavy",
    "buzzes", "stiffens", "trembles", "feels warm",
)  # fmt: skip
_WHEN = (
    "after a bad night", "when I lie down", "after running", "at my desk", "on long drives",
    "in the evening", "after coffee", "when I am worried", "in cold weather", "after the gym",
    "on night shifts", "when I hold my phone", "after a hot day", "before I fall asleep",
)  # fmt: skip
_ASKS = (
    "Has anybody had this?", "What helped you?", "How long did yours last?",
    "Did you see a doctor about it?", "Is it worth a visit?", "Did it stop by itself?",
    "What did you change first?", "How do you sleep with it?",
)  # fmt: skip
NOTICED = ("3 weeks ago", "about a month ago", "last Tuesday", "in spring", "two days ago")
DURATIONS = ("a few seconds", "under a minute", "10 to 20 minutes", "hours, on and off")
_OPENERS = (
    "It started {when} and has come back most days since.",
    "My {place} {feeling}, mostly {when}.",
    "For some weeks my {place} {feeling} {when}.",
    "I first noticed it {when}; now I cannot stop noticing.",
    "My partner can see that my {place} {feeling}, so I know it is real.",
)
_MIDDLES = (
    "It does not hurt, but it takes my mind off everything else.",
    "I keep a short diary of times and places, which already calms me a little.",
    "At work I stand up every hour and walk to the window and back.",
    "The pharmacist listened for ten minutes and told me what to watch for.",
    "My GP looked at my strength and reflexes and was not worried.",
    "Some days it is hardly there, and then there is an evening like yesterday.",
    "I had less coffee for a week and could not say whether that was it.",
    "A warm bath and an earlier night made the most difference for me.",
    "It went away for a fortnight and came back after a stressful week.",
    "The waiting was the hardest part; the appointment itself was short and kind.",
)
_ENDINGS = (
    "I would like to hear how it went for others.",
    "It faded so slowly that I only noticed afterwards.",
    "If it changes or gets weaker I will go back, that is what we agreed.",
    "Thank you for reading this far.",
    "I hope this helps somebody a little.",
    "It took about five weeks until I could say it was gone.",
)
_REMARKS = (
    "Same here, mostly {when}.",
    "Thank you, that is good to know.",
    "Did your {place} do it on both sides?",
    "I set a timer for breaks or I forget.",
    "That is how mine began too, {when}.",
    "How long did it take until it settled?",
    "Please do ring somebody if it gets weaker.",
    "It was my {place}, and it passed.",
    "I asked the pharmacist the same thing last week.",
    "Mine {feeling} {when}, never in the morning.",
)


def _filled(pattern: str, dice: random.Random) -> str:
    return pattern.format(
        when=dice.choice(_WHEN), place=dice.choice(_PLACES), feeling=dice.choice(_FEELINGS)
    )


def title(dice: random.Random) -> str:
    """A question's title, between 30 and 110 characters."""
    return (
        f"My {dice.choice(_PLACES)} {dice.choice(_FEELINGS)} {dice.choice(_WHEN)}. "
        + dice.choice(_ASKS)
    )


def name(dice: random.Random) -> str:
    """A first name."""
    return dice.choice(_NAMES)


def paragraphs(dice: random.Random, most: int) -> list[str]:
    """Different paragraphs of two to four sentences."""
    made: dict[str, None] = {}
    while len(made) < most:
        middle = " ".join(dice.sample(_MIDDLES, dice.randint(1, 2)))
        made[f"{_filled(dice.choice(_OPENERS), dice)} {middle} {dice.choice(_ENDINGS)}"] = None
    return list(made)


def remarks(dice: random.Random, most: int) -> list[str]:
    """Short remarks, repeated when there are not enough different ones."""
    return [_filled(dice.choice(_REMARKS), dice) for _ in range(most)]
