update explanations set text = null, salt = null where article = $1 and version = $2
