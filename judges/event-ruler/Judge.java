import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/**
 * Reads {"pattern": text, "events": {name: event}} from standard input and writes {"problem": text or null, "matched": [name]}:
 * what the engine says against the pattern, and which events it lets through.
 */
public class Judge {
  public static void main(String[] arguments) throws Exception {
    ObjectMapper json = new ObjectMapper();
    JsonNode input = json.readTree(System.in);
    String pattern = input.get("pattern").asText();
    String problem = JsonRuleCompiler.check(pattern);
    List<String> matched = new ArrayList<>();
    if (problem == null) {
      Machine machine = Machine.builder().build();
      machine.addRule("pattern", pattern);
      for (Map.Entry<String, JsonNode> event : input.get("events").properties()) {
        if (!machine.rulesForJSONEvent(json.writeValueAsString(event.getValue())).isEmpty()) matched.add(event.getKey());
      }
    }
    System.out.println(json.createObjectNode().put("problem", problem).set("matched", json.valueToTree(matched)));
  }
}
