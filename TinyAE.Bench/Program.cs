using System.Runtime.CompilerServices;
using BenchmarkDotNet.Running;
using TinyAE.Bench;

// gemm, conv and steps print quick JSON lines beside those of other libraries; alphabet trains and exits, for timing a whole
// process; anything else is for BenchmarkDotNet.
return args.FirstOrDefault() switch
{
    "gemm" => GemmLines.Run(args[1..]),
    "conv" => ConvolutionLines.Run(args[1..]),
    "steps" => Steps.Run(args[1..]),
    "alphabet" => Steps.RunAlphabet(),
    _ => RunBenchmarks(args),
};

// Apart, so that the lines above start without loading BenchmarkDotNet.
[MethodImpl(MethodImplOptions.NoInlining)]
static int RunBenchmarks(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(GemmLines).Assembly).Run(args);
    return 0;
}
