-- Jobs of kinds that this node does not know, which it leaves alone. What it knows comes as one text, `|publish|lift_embargo|`:
-- a list of any length in the words of both engines.
select kind, count(*), min(due_at) from jobs
where done_at is null and replace($1, '|' || kind || '|', '') = $1
group by kind order by kind
