#:property PublishAot=false
// The analyzers of Directory.Build.targets are packages; this has to run before any package can be had.
#:property ImportDirectoryBuildTargets=false
#:project tools/DevTool

return await DevTool.Commands.RunAsync((string)AppContext.GetData("EntryPointFileDirectoryPath")!, args);
