-- What an entry committed to last of a draft: it stands as a checkpoint, or is the draft itself still.
select d.article, d.committed_revision as revision,
       case when d.committed_checkpoint is not null then c.copy when d.revision = d.committed_revision then d.copy end as copy
from drafts d
left join checkpoints c on c.article = d.article and c.number = d.committed_checkpoint
where d.article = $1 and d.committed_revision is not null
