namespace Vauban.Tests.Architecture.Samples.Blue;

/// <summary>What the samples beside it must not use, so that the detector of such uses can be tested.</summary>
static class BlueEngine
{
    public static int Run(int value) => value + 1;
}

class BlueResult
{
    public sealed class Part;
}

sealed class BlueException : Exception;

[AttributeUsage(AttributeTargets.Class)]
sealed class BlueAttribute : Attribute;
