using System.Text.Json;
using System.Text.Json.Serialization;

namespace TaskRelay.Contracts;

/// <summary>The one JSON form of the worker protocol: camelCase, nulls written, unknown members ignored.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ClaimRequest))]
[JsonSerializable(typeof(ClaimResponse))]
[JsonSerializable(typeof(WorkerJob))]
[JsonSerializable(typeof(WorkerEventBatch))]
[JsonSerializable(typeof(WorkerEventAnswer))]
[JsonSerializable(typeof(CompletionReport))]
[JsonSerializable(typeof(CompletionAnswer))]
[JsonSerializable(typeof(ReportedUsage))]
public sealed partial class ContractsJson : JsonSerializerContext;
