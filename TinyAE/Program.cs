return TinyAE.Cli.App.RunProcess(args);
