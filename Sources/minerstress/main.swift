print("minerstress")
