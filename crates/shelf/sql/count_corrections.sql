select count(*) from explanations where nature in ('clarification', 'correction', 'retraction', 'restoration')
