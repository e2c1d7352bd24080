"""The field's words -> the contract's: label wordings, section headings, statuses, remarks, history
codes, bureaus and furnishers' names. Tables only; every mapping has a name, which is the `via` of its evidence.

`labels` and `sections` find wordings in runs of words; `statuses`, `kinds` and `phrases` map what is
printed beside a label. Matching is blind to case, punctuation, plural and `#`/`No.`/`Number`.
"""
