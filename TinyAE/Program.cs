System.Console.WriteLine("tinyae");
