namespace TaskRelay.Web.Tests.Agents;

/// <summary>Runs of the other CLIs as they printed them, shortened; Amp's is after its manual.</summary>
internal static class AgentTranscripts
{
    public const string Codex = """
        {"type":"thread.started","thread_id":"01a2159f-8386-7bc0-b165-206c9d685cba"}
        {"type":"item.completed","item":{"id":"item_0","type":"error","message":"Model metadata for `gpt-x` not found."}}
        {"type":"turn.started"}
        {"type":"error","message":"Reconnecting... 1/5 (exceeded retry limit, last status: 429 Too Many Requests)"}
        {"type":"item.completed","item":{"id":"item_1","type":"agent_message","text":"I write NOTES.md."}}
        {"type":"item.completed","item":{"id":"item_2","type":"reasoning","text":"hm"}}
        {"type":"item.started","item":{"id":"item_3","type":"command_execution","command":"/bin/bash -lc 'cat NOTES.md'","aggregated_output":"","exit_code":null,"status":"in_progress"}}
        {"type":"item.completed","item":{"id":"item_3","type":"command_execution","command":"/bin/bash -lc 'cat NOTES.md'","aggregated_output":"hello\n","exit_code":1,"status":"failed"}}
        {"type":"item.completed","item":{"id":"item_4","type":"file_change","changes":[{"path":"src/Clock.cs","kind":"update"},{"path":"NOTES.md","kind":"add"}],"status":"completed"}}
        {"type":"item.completed","item":{"id":"item_5","type":"mcp_tool_call","server":"docs","tool":"find","arguments":{"q":"x"},"result":{"content":[]},"status":"completed"}}
        {"type":"item.completed","item":{"id":"item_6","type":"agent_message","text":"All is done."}}
        {"type":"turn.completed","usage":{"input_tokens":5500,"cached_input_tokens":1400,"cache_write_input_tokens":0,"output_tokens":80,"reasoning_output_tokens":30}}
        """;

    public const string CodexFailed = """
        {"type":"thread.started","thread_id":"01a2"}
        {"type":"turn.started"}
        {"type":"error","message":"Reconnecting... 5/5 (We’re currently experiencing high demand, which may cause temporary errors.)"}
        {"type":"error","message":"We’re currently experiencing high demand, which may cause temporary errors."}
        {"type":"turn.failed","error":{"message":"We’re currently experiencing high demand, which may cause temporary errors."}}
        """;

    public const string Opencode = """
        {"type":"step_start","timestamp":1795658701428,"sessionID":"ses_1","part":{"id":"prt_1","messageID":"msg_1","type":"step-start"}}
        {"type":"text","timestamp":1795658701428,"sessionID":"ses_1","part":{"id":"prt_2","type":"text","text":"I write NOTES.md.","time":{"start":1,"end":2}}}
        {"type":"tool_use","timestamp":1795658701428,"sessionID":"ses_1","part":{"type":"tool","tool":"apply_patch","callID":"call_1","state":{"status":"completed","input":{"patchText":"*** Begin Patch"},"output":"Success.","metadata":{"files":[{"filePath":"/workspace/NOTES.md","relativePath":"NOTES.md","type":"add"}]}}}}
        {"type":"step_finish","timestamp":1795658702760,"sessionID":"ses_1","part":{"id":"prt_3","reason":"tool-calls","type":"step-finish","tokens":{"total":1540,"input":1300,"output":30,"reasoning":10,"cache":{"write":0,"read":200}},"cost":0.00205}}
        {"type":"tool_use","part":{"type":"tool","tool":"write","callID":"call_2","state":{"status":"completed","title":"src/Clock.cs","input":{"filePath":"/workspace/src/Clock.cs","content":"x"},"output":"","metadata":{}}}}
        {"type":"tool_use","part":{"type":"tool","tool":"bash","callID":"call_3","state":{"status":"error","input":{"command":"false"},"error":"exit 1"}}}
        {"type":"step_finish","part":{"id":"prt_3","type":"step-finish","tokens":{"input":1300,"output":40,"reasoning":0,"cache":{"write":0,"read":200}},"cost":0.00205}}
        {"type":"text","part":{"id":"prt_5","type":"text","text":"All is done."}}
        {"type":"step_finish","part":{"id":"prt_6","reason":"stop","type":"step-finish","tokens":{"total":2210,"input":1500,"output":10,"reasoning":0,"cache":{"write":5,"read":700}},"cost":0.0020625}}
        """;

    public const string OpencodeLimited =
        """{"type":"error","timestamp":1,"sessionID":"ses_1","error":{"name":"APIError","data":{"message":"Rate limit reached for gpt-5","statusCode":429,"isRetryable":true,"responseHeaders":{"retry-after":"3600","content-type":"application/json"}}}}""";

    public const string Gemini = """
        {"type":"init","timestamp":"2026-11-26T02:12:59.015Z","session_id":"5bc4","model":"gemini-2.5-flash"}
        {"type":"message","timestamp":"2026-11-26T02:12:59.016Z","role":"user","content":"Please write the NOTES file\n"}
        {"type":"message","timestamp":"2026-11-26T02:12:59.091Z","role":"assistant","content":"I write ","delta":true}
        {"type":"message","timestamp":"2026-11-26T02:12:59.091Z","role":"assistant","content":"NOTES.md.","delta":true}
        {"type":"tool_use","timestamp":"2026-11-26T02:12:59.233Z","tool_name":"write_file","tool_id":"w1","parameters":{"file_path":"/workspace/NOTES.md","content":"hello\n"}}
        {"type":"tool_result","timestamp":"2026-11-26T02:12:59.462Z","tool_id":"w1","status":"success"}
        {"type":"tool_use","timestamp":"2026-11-26T02:12:59.495Z","tool_name":"run_shell_command","tool_id":"s1","parameters":{"command":"false"}}
        {"type":"tool_result","timestamp":"2026-11-26T02:12:59.814Z","tool_id":"s1","status":"error","output":"","error":{"type":"x","message":"exit 1"}}
        {"type":"message","timestamp":"2026-11-26T02:12:59.991Z","role":"assistant","content":"All is done.","delta":true}
        {"type":"result","timestamp":"2026-11-26T02:12:59.993Z","status":"success","stats":{"total_tokens":5600,"input_tokens":5500,"output_tokens":80,"cached":1400,"input":4100,"duration_ms":979,"tool_calls":2,"models":{"gemini-2.5-flash":{"total_tokens":5600}}}}
        """;

    public const string GeminiLimited =
        """{"type":"result","timestamp":"2026-11-26T02:12:59.993Z","status":"error","error":{"type":"TerminalQuotaError","message":"You have exhausted your daily quota on this model. It resets after 5h12m. RESOURCE_EXHAUSTED"},"stats":{"total_tokens":0,"input_tokens":0,"output_tokens":0,"cached":0}}""";

    public const string Amp = """
        {"type":"system","subtype":"init","cwd":"/workspace","session_id":"T-2775dc92","tools":["Bash","create_file"],"mcp_servers":[]}
        {"type":"assistant","message":{"type":"message","role":"assistant","content":[{"type":"text","text":"I write NOTES.md."},{"type":"tool_use","id":"t1","name":"create_file","input":{"path":"/workspace/NOTES.md","content":"x"}}],"stop_reason":"tool_use"},"parent_tool_use_id":null,"session_id":"T-2775dc92"}
        {"type":"user","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"ok","is_error":false}]},"parent_tool_use_id":null,"session_id":"T-2775dc92"}
        {"type":"result","subtype":"success","duration_ms":7363,"is_error":false,"num_turns":2,"result":"All is done.","session_id":"T-2775dc92"}
        """;
}
