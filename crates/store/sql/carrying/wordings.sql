select digest, text from wordings order by digest
