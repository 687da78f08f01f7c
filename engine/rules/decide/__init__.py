"""One case decided exactly, with every rule that matched and what is still missing.

In: tables made ready and the facts known (`facts`). Out: a `Decision` (`result`). Read `cases`,
which reads the tables and splits what is not known, then `decision`, which calls the rest: `steps`
(why), `deciding_facts` (what is missing), `question_order`, `alternatives` (what would change it).
"""
