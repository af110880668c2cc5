using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Models;

public class AutoencoderAllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void AnEvaluationAllocatesNothingAfterTheFirst(int threads)
    {
        using Workers workers = new(threads);
        const int batch = 200;
        Shape data = new(700);
        foreach (string loss in Loss.All.Select(loss => loss.Name))
        {
            // Every activation in turn; 200 samples of 700 numbers are enough for threads to share them.
            ILayer<float>[] layers =
            [
                new Dense<float>(700, 700),
                .. Activation.All.Select(activation => Activation.ByName<float>(activation.Name, data)),
                new Dropout<float>(data, 0.2),
            ];
            Autoencoder<float> model = new(
                new("encoder", layers), new("decoder", new Dense<float>(700, 700), new Sigmoid<float>(data)),
                Loss.ByName<float>(loss), batch, new L1<float>(0.1, meanOverBatch: true), new L2<float>(0.01));
            float[] theta = model.Layout.Initialize<float>(1), dtheta = new float[model.Layout.TrainableCount];
            float[] x = Draw.Uniform<float>(1, batch * 700, 0, 1);
            double[] terms = new double[3];
            Pass pass = Draw.Pass(batch, training: true, workers: workers);
            Step();
            long before = GC.GetAllocatedBytesForCurrentThread(); // what the workers' threads do is Numerics' own, and tested there
            Step();
            Step();
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

            void Step() => model.Evaluate(theta, new Batch<float>(x, x), dtheta, terms, pass);
        }
    }
}
