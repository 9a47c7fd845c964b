using Vauban.App.Cli;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Cli;

/// <summary>One run of a command line without a process: what it writes and its exit code.</summary>
/// <param name="Code">Exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
sealed record CommandRun(int Code, string Output, string Error)
{
    /// <summary>Runs a command; paths are seen from the root of the checkout.</summary>
    public static CommandRun Of(params string[] args) => With(new() { Folder = SourceTree.Root }, args);

    /// <summary>Runs a command on a console of a certain look.</summary>
    public static CommandRun With(TerminalLook look, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        // Files that a command writes by itself must not land in the checkout.
        var files = look.FilesFolder.Length == 0 ? Directory.CreateTempSubdirectory("vauban-files") : null;
        try
        {
            var code = CommandLine.RunAsync(args, App.Program.Commands, new(output, error, look: files is null ? look : look with { FilesFolder = files.FullName })).GetAwaiter().GetResult();
            return new(code, files is null ? output.ToString() : output.ToString().Replace(files.FullName + Path.DirectorySeparatorChar, "", StringComparison.Ordinal), error.ToString());
        }
        finally
        {
            files?.Delete(recursive: true);
        }
    }
}
