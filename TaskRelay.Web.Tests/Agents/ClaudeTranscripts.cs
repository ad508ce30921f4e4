namespace TaskRelay.Web.Tests.Agents;

/// <summary>Runs of Claude Code in the form that its versions print them: member order and members differ on purpose.</summary>
internal static class ClaudeTranscripts
{
    public const string Success = """
        {"type":"system","subtype":"init","cwd":"/home/agent/repo","session_id":"5f0e","tools":["Bash","Edit"],"mcp_servers":[],"model":"claude-sonnet-4-5","permissionMode":"bypassPermissions","claude_code_version":"2.1.330"}
        {"type":"assistant","message":{"model":"claude-sonnet-4-5","id":"msg_1","type":"message","role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"x"},{"type":"text","text":"I'll look at the test first."}],"usage":{"input_tokens":5,"cache_creation_input_tokens":1000,"cache_read_input_tokens":25,"output_tokens":8}},"parent_tool_use_id":null,"session_id":"5f0e"}
        {"parent_tool_use_id":null,"message":{"usage":{"output_tokens":40,"input_tokens":5,"cache_creation_input_tokens":1000,"cache_read_input_tokens":25},"content":[{"input":{"command":"dotnet test","description":"Run tests"},"name":"Bash","id":"toolu_1","type":"tool_use"}],"id":"msg_1","role":"assistant"},"session_id":"5f0e","type":"assistant"}
        {"type":"user","message":{"role":"user","content":[{"tool_use_id":"toolu_1","type":"tool_result","content":"1 failed","is_error":true}]},"session_id":"5f0e"}
        {"type":"assistant","message":{"id":"msg_2","role":"assistant","content":[{"type":"tool_use","id":"toolu_2","name":"Edit","input":{"file_path":"/home/agent/repo/src/Clock.cs","old_string":"Now","new_string":"UtcNow"}}],"usage":{"input_tokens":100,"cache_read_input_tokens":2000,"output_tokens":25}}}
        {"type":"user","message":{"role":"user","content":[{"tool_use_id":"toolu_2","type":"tool_result","content":[{"type":"text","text":"updated"},{"type":"image","source":{}}]}]}}
        {"type":"stream_event","event":{"type":"content_block_delta"}}
        {"type":"assistant","message":{"id":"msg_3","role":"assistant","content":[{"type":"text","text":"Fixed: the clock is UTC now."}],"usage":{"input_tokens":10,"output_tokens":5}}}
        {"is_error":false,"duration_ms":61234,"num_turns":3,"subtype":"success","api_error_status":null,"result":"Fixed: the clock is UTC now.","total_cost_usd":0.0421,"usage":{"input_tokens":115,"cache_creation_input_tokens":1000,"cache_read_input_tokens":2025,"output_tokens":70,"server_tool_use":{"web_search_requests":0}},"modelUsage":{"claude-sonnet-4-5":{"inputTokens":115,"outputTokens":70,"cacheReadInputTokens":2025,"cacheCreationInputTokens":1000,"costUSD":0.042},"claude-haiku-4-5":{"inputTokens":160,"outputTokens":20,"cacheReadInputTokens":0,"cacheCreationInputTokens":0,"costUSD":0.0001}},"permission_denials":[],"type":"result","uuid":"0d"}
        """;

    public const string MaxTurns =
        """{"type":"result","subtype":"error_max_turns","duration_ms":283992,"is_error":true,"num_turns":30,"session_id":"5f0e","total_cost_usd":1.25,"usage":{"input_tokens":2409,"cache_read_input_tokens":161,"output_tokens":159},"errors":[]}""";

    public const string Limited =
        """{"type":"rate_limit_event","rate_limit_info":{"status":"rejected","resetsAt":1783173600,"rateLimitType":"five_hour"},"uuid":"1"}""";

    public static string Refused(int status, string text) => $$$"""
        {"type":"assistant","message":{"id":"e1","model":"<synthetic>","role":"assistant","content":[{"type":"text","text":"{{{text}}}"}],"usage":{"input_tokens":0,"output_tokens":0}},"error":"rate_limit"}
        {"duration_api_ms":0,"total_cost_usd":0,"usage":{"input_tokens":0,"output_tokens":0},"modelUsage":{},"is_error":true,"num_turns":1,"subtype":"success","api_error_status":{{{(status == 0 ? "null" : status.ToString())}}},"result":"{{{text}}}","type":"result"}
        """;
}
