"""What a failing replay says to whoever changed the code."""

from tests.docs.blocks import section

PAGE = "changing-workflows.md"
REMEDY = f"""
The present code does something else than what a run of an earlier release has done. Runs in the
field have such histories: this one would stand still, or remember what its journal does not hold.
Do not record it anew for this. docs/{PAGE} says what to do:

{section(PAGE, "Change a rule")}
{section(PAGE, "Change a workflow")}"""
