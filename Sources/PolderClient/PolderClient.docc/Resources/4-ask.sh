polder task create --collaboration 1 --organization 2 --image polder/statistics --database default \
  --method summary --kwarg 'columns=["age","wt.loss"]' --wait
