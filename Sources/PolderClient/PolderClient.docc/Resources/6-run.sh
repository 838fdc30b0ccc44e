cd ../analysis
swift run analysis http://127.0.0.1:34409 PASSWORD
