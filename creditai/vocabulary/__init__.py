"""The field's words -> the contract's: label wordings, section headings, statuses, remarks, history
codes, bureaus and furnishers' names. Tables only; every mapping has a name, which is the `via` of its evidence.
"""
