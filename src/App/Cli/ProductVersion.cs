using System.Reflection;

namespace Vauban.App.Cli;

/// <summary>The version of the program, as results and <c>--version</c> say it.</summary>
static class ProductVersion
{
    /// <summary>For example <c>0.1.0</c>.</summary>
    public static string Text { get; } = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
