using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TestKit;

/// <summary>Ends processes politely: .NET itself can only kill them.</summary>
public static partial class Signals
{
    private const int SigTerm = 15;

    /// <summary>Sends SIGTERM and returns at once; where there are no signals (Windows) the process is killed.</summary>
    public static void Terminate(Process process)
    {
        if (OperatingSystem.IsWindows())
            process.Kill(entireProcessTree: true);
        else if (Kill(process.Id, SigTerm) != 0 && !process.HasExited)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int processId, int signal);
}
