"""The interview: questions as data, kinds of answer, the flow, and what a prompter must do. Pure."""
