domain  café.example  staff
	list	all@café.example	stafff
