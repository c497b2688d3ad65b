"""The stage of workflow tests."""

from tests.workflow.conftest import empty_stage

__all__ = ["empty_stage"]
