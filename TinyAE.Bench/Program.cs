using BenchmarkDotNet.Running;
using TinyAE.Bench;

// dotnet TinyAE.Bench.dll gemm ...: quick JSON lines beside those of other libraries; anything else is BenchmarkDotNet's.
if (args.Length > 0 && args[0] == "gemm") return GemmLines.Run(args[1..]);
BenchmarkSwitcher.FromAssembly(typeof(GemmLines).Assembly).Run(args);
return 0;
