-- Jobs of kinds that this program does not know, which it leaves alone (`|forget_media|make_backup|` are those that it knows).
select kind, count(*), min(due_at) from outside_jobs
where done_at is null and dead_at is null and unknown_at is null and replace($1, '|' || kind || '|', '') = $1
group by kind order by kind
