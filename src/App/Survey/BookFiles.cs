namespace Vauban.App.Survey;

/// <summary>Replaces files that hold answers.</summary>
static class BookFiles
{
    /// <summary>Writes a file beside the old one and puts it in its place, so that an interruption loses neither.</summary>
    public static void Replace(string path, byte[] bytes)
    {
        var next = path + ".next";
        // Answers are for the officer's eyes; the folder's own rights decide elsewhere.
        if (OperatingSystem.IsWindows()) File.WriteAllBytes(next, bytes);
        else
        {
            File.Delete(next);
            using var stream = new FileStream(next, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
            stream.Write(bytes);
        }
        File.Move(next, path, overwrite: true);
    }
}
