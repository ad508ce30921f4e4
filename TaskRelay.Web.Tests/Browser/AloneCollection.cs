namespace TaskRelay.Web.Tests.Browser;

/// <summary>Tests that measure this process: they run when all others have ended.</summary>
[CollectionDefinition(HeapTests.Alone, DisableParallelization = true)]
public sealed class AloneCollection;
