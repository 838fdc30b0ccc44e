polder organization list
polder task list
