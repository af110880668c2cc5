using BenchmarkDotNet.Running;
using TinyAE.Bench;

// gemm, conv and steps print quick JSON lines beside those of other libraries; anything else is for BenchmarkDotNet.
if (args.Length > 0 && args[0] == "gemm") return GemmLines.Run(args[1..]);
if (args.Length > 0 && args[0] == "conv") return ConvolutionLines.Run(args[1..]);
if (args.Length > 0 && args[0] == "steps") return Steps.Run(args[1..]);
BenchmarkSwitcher.FromAssembly(typeof(GemmLines).Assembly).Run(args);
return 0;
