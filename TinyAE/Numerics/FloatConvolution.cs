namespace TinyAE.Numerics;

/// <summary>The products of a convolution in float: the kernel is packed, then patches are multiplied where they lie.</summary>
internal static unsafe class FloatConvolution
{
    /// <summary>y = x ⋆ W, then + b unless it is empty; the arguments have been checked.</summary>
    internal static void Forward(TileKernels kernels, in ConvolutionShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> w,
        ReadOnlySpan<float> bias, Span<float> y, int batch, Workers? workers)
    {
        Patches patches = new(PatchAxis.Of(shape.Vertical), PatchAxis.Of(shape.Horizontal), shape.Channels);
        int filters = shape.Filters, terms = patches.Columns;
        bool hasBias = !bias.IsEmpty;
        fixed (float* px = x, pw = w, py = y)
        {
            Steps to = new(0, shape.Horizontal.Output * filters, filters);
            if (PlaneProduct.Fits(patches, filters))
            {
                float* columns = Scratch.OfThread.PackedB((long)(terms + 1) * filters);
                for (int f = 0; f < filters; f++)
                {
                    float* column = columns + (long)f * (terms + 1);
                    for (int term = 0; term < terms; term++) column[term] = pw[(long)term * filters + f];
                    AddBias(bias, f, 1, column + terms);
                }

                PlaneProduct planes = new(kernels, patches, px, columns, hasBias, py, shape.Output.Size, to, filters);
                PlaneProduct.Run(in planes, batch, workers);
                return;
            }

            float* packed = Scratch.OfThread.PackedB((long)(terms + 1) * PatchProduct.PaddedColumns(kernels, filters));
            for (int j = 0, width; j < filters; j += width)
            {
                width = kernels.PanelWidth(filters - j);
                int columns = Math.Min(width, filters - j);
                float* panel = packed + (long)j * (terms + 1);
                Packing.Panel(pw + j, filters, terms, columns, panel, width, pw + w.Length);
                AddBias(bias, j, columns, panel + (long)terms * width);
            }

            PatchProduct product = new(
                kernels, px, shape.Input.Size, py, shape.Output.Size, filters, batch, terms, packed, hasBias);
            product.Add(patches, to, 0);
            PatchProduct.Run(in product, workers);
        }
    }

    /// <summary>dx = the transposed convolution of dy by W, then + b unless it is empty; the arguments have been checked.</summary>
    internal static void InputGradient(TileKernels kernels, in ConvolutionShape shape, ReadOnlySpan<float> dy, ReadOnlySpan<float> w,
        ReadOnlySpan<float> bias, Span<float> dx, int batch, Workers? workers)
    {
        int channels = shape.Channels, s = shape.Vertical.Stride, t = shape.Horizontal.Stride;
        int padded = PatchProduct.PaddedColumns(kernels, channels);
        fixed (float* pdy = dy, pw = w, pdx = dx)
        {
            // Each tap belongs to one phase, and each phase has one row more, for the bias.
            float* packed = Scratch.OfThread.PackedB(((long)shape.Kernel.Size / channels + s * t) * padded);
            int most = shape.Filters * Convolution.Ceiling(shape.Vertical.Kernel, s) * Convolution.Ceiling(shape.Horizontal.Kernel, t);
            PatchProduct product = new(
                kernels, pdy, shape.Output.Size, pdx, shape.Input.Size, channels, batch, most, packed, hasBias: !bias.IsEmpty);
            for (int phase = 0, kernel = 0; phase < s * t; phase++)
            {
                ConvolutionPhase places = new(shape, phase / t, phase % t);
                if (places.Patches.RowsPerSample == 0) continue;
                if (PlaneProduct.Fits(places.Patches, channels))
                {
                    PackColumns(shape, places, pw, bias, packed + kernel);
                    PlaneProduct planes = new(kernels, places.Patches, pdy, packed + kernel, hasBias: !bias.IsEmpty,
                        pdx, shape.Input.Size, places.Places, channels);
                    PlaneProduct.Run(in planes, batch, workers);
                    continue;
                }

                Pack(kernels, shape, places, pw, bias, packed + kernel);
                product.Add(places.Patches, places.Places, kernel);
                kernel += (places.Patches.Columns + 1) * padded;
            }

            PatchProduct.Run(in product, workers);
        }
    }

    /// <summary>The taps of a phase in panels of channels: rows (h, w, f) ascending, then the bias.</summary>
    private static void Pack(TileKernels kernels, in ConvolutionShape shape, in ConvolutionPhase phase, float* w, ReadOnlySpan<float> bias,
        float* packed)
    {
        int channels = shape.Channels, filters = shape.Filters;
        for (int j = 0, width; j < channels; j += width)
        {
            width = kernels.PanelWidth(channels - j);
            int columns = Math.Min(width, channels - j);
            for (int k = phase.Patches.Vertical.Taps - 1; k >= 0; k--)
            {
                for (int l = phase.Patches.Horizontal.Taps - 1; l >= 0; l--, packed += filters * width)
                    Packing.PanelOfTranspose(w + ((long)phase.Tap(k, l) * channels + j) * filters, filters, filters, columns, packed, width);
            }

            AddBias(bias, j, columns, packed);
            packed += width;
        }
    }

    /// <summary>The taps of a phase channel by channel: terms (h, w, f) ascending, then the bias.</summary>
    private static void PackColumns(
        in ConvolutionShape shape, in ConvolutionPhase phase, float* w, ReadOnlySpan<float> bias, float* packed)
    {
        int channels = shape.Channels, filters = shape.Filters;
        for (int c = 0; c < channels; c++)
        {
            for (int k = phase.Patches.Vertical.Taps - 1; k >= 0; k--)
            {
                for (int l = phase.Patches.Horizontal.Taps - 1; l >= 0; l--, packed += filters)
                {
                    float* from = w + ((long)phase.Tap(k, l) * channels + c) * filters;
                    new ReadOnlySpan<float>(from, filters).CopyTo(new Span<float>(packed, filters));
                }
            }

            AddBias(bias, c, 1, packed);
            packed++;
        }
    }

    private static void AddBias(ReadOnlySpan<float> bias, int first, int columns, float* row)
    {
        if (!bias.IsEmpty) bias.Slice(first, columns).CopyTo(new Span<float>(row, columns));
    }
}
