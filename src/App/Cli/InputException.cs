namespace Vauban.App.Cli;

/// <summary>The user asked for something that cannot be: one sentence with the way out, shown as it is; the command ends with
/// <see cref="ExitCode.InvalidInput"/>.</summary>
sealed class InputException(string message) : Exception(message);
