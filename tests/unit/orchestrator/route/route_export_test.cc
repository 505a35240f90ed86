#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "services/orchestrator/route/route_mermaid.h"
#include "services/orchestrator/route/route_scxml.h"
#include "tests/unit/orchestrator/definitions.h"

/// What a definition looks like to other programs.
namespace clientroute::orchestrator {
namespace {

/// The elements of an XML text in order of opening, after a check that each is closed where it should be; a failure
/// when it is not well-formed.
std::vector<std::string> ElementsOf(const std::string& xml) {
  static const std::regex kTag(R"re(<(/?)([A-Za-z:]+)((?: [A-Za-z:]+="[^"<]*")*)(/?)>)re");
  std::vector<std::string> elements;
  std::vector<std::string> open;
  std::string rest = std::regex_replace(xml, std::regex(R"(<\?xml [^?]*\?>|<!--(?:[^-]|-[^-])*-->)"), "");
  std::string between;
  for (std::sregex_iterator at(rest.begin(), rest.end(), kTag), end; at != end; ++at) {
    between += at->prefix();
    const std::string name = (*at)[2];
    if ((*at)[1].length() == 0) elements.push_back(at->str());
    if ((*at)[1].length() > 0) {
      if (open.empty() || open.back() != name) ADD_FAILURE() << "</" << name << "> closes nothing";
      if (!open.empty()) open.pop_back();
    } else if ((*at)[4].length() == 0) {
      open.push_back(name);
    }
  }
  EXPECT_TRUE(open.empty()) << "not closed: " << (open.empty() ? "" : open.back());
  EXPECT_EQ(between.find_first_not_of(" \n"), std::string::npos) << "text between the elements: " << between;
  return elements;
}

std::string ValueOf(const std::string& element, const std::string& attribute) {
  const std::size_t found = element.find(" " + attribute + "=\"");
  if (found == std::string::npos) return {};
  const std::size_t begin = found + attribute.size() + 3;
  return element.substr(begin, element.find('"', begin) - begin);
}

std::size_t Count(const std::string& text, const std::string& piece) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(piece, at)) != std::string::npos; at += piece.size()) ++count;
  return count;
}

TEST(RouteExport, ScxmlIsWellFormedAndLeadsOnlyToWhatIsThere) {
  for (const Definition* definition : {&SmallDefinition(), &YouthStandard(), &WmoStandard()}) {
    for (std::size_t c = 0; c < definition->charts.size(); ++c) {
      if (definition->charts[c].kind == ChartKind::kInterrupting) continue;
      const std::string xml = WriteScxml(*definition, static_cast<ChartId>(c));
      std::set<std::string> ids;
      std::set<std::string> led_to;
      for (const std::string& element : ElementsOf(xml)) {
        const bool state =
            element.rfind("<state", 0) == 0 || element.rfind("<final", 0) == 0 || element.rfind("<history", 0) == 0;
        if (state) EXPECT_TRUE(ids.insert(ValueOf(element, "id")).second) << element;
        for (const char* attribute : {"target", "initial"}) {
          if (!ValueOf(element, attribute).empty()) led_to.insert(ValueOf(element, attribute));
        }
      }
      for (const std::string& id : led_to) EXPECT_EQ(ids.count(id), 1u) << definition->name << ": " << id;
      for (const State& state : definition->charts[c].states) {
        EXPECT_EQ(ids.count(definition->charts[c].name + "." + state.name), 1u) << state.name;
      }
    }
  }
}

TEST(RouteExport, ScxmlHoldsEveryTransitionWithItsGuard) {
  const Definition& definition = SmallDefinition();
  const std::string xml = WriteScxml(definition, definition.main);
  std::size_t rules = 0;
  for (const ChartId id : {definition.main, *definition.interrupting}) {
    rules += definition[id].everywhere.size();
    for (const State& state : definition[id].states) {
      rules += static_cast<std::size_t>(
          std::count_if(state.rules.begin(), state.rules.end(), [](const Rule& rule) { return !rule.everywhere; }));
    }
  }
  // Besides: into the interruption, out of it twice, the default of the history, and to the end.
  EXPECT_EQ(Count(xml, "<transition"), rules + 5);
  for (const char* piece : {
           "<transition event=\"Asked\" cond=\"_event.data.size !== null &amp;&amp; _event.data.size &lt;= 10\" "
           "target=\"main.looking\">",
           "<transition event=\"Looked\" cond=\"_event.data.good === true\" target=\"main.judging\">",
           "<transition cond=\"parts_open === 0\" target=\"main.done\">",
           "<transition event=\"task.judge.split\" target=\"main.splitting\">",
           "<transition event=\"timer.look_term\" target=\"main.judging\">",
           "<assign location=\"rounds\" expr=\"1\"/>",
           "<assign location=\"pushed\" expr=\"_event.data.hard\"/>",
           "<assign location=\"pushed_on\" expr=\"_event.data.since ?? null\"/>",
           "<send event=\"timer.look_term\" id=\"look_term\" delayexpr=\"due('working_days', 2, asked_on)\"/>",
           "<cancel sendid=\"patience\"/>",
           "<send type=\"clientroute\" event=\"command.Look\"/>",
           "<send type=\"clientroute\" event=\"part.start.piece\"/>",
           "<transition event=\"Alarm\" target=\"alarm.loud\">",
           "<transition target=\"main.history\"/>",
           "<transition target=\"main.dropped\"/>",
           "<final id=\"main.done\">",
           "<data id=\"rounds\" expr=\"0\"/>",
           "<data id=\"kind\" expr=\"null\"/>",
           "<transition event=\"done.state.main\" target=\"ended\"/>",
           "<clientroute:event name=\"Asked\"/>",
           "<clientroute:event name=\"PieceDone\" part=\"piece\"/>",
           "<clientroute:event name=\"Alarm\" signal=\"true\"/>",
           "<state id=\"main\" initial=\"main.begin\" clientroute:defers=\"Nudged\">",
           "<transition event=\"Asked\" cond=\"!In('main.begin')\">",
       }) {
    EXPECT_NE(xml.find(piece), std::string::npos) << piece << "\n" << xml;
  }
  const std::string piece = WriteScxml(definition, *definition.FindChart("piece"));
  EXPECT_NE(piece.find("<state id=\"piece.busy\">"), std::string::npos);
  EXPECT_EQ(piece.find("main.looking"), std::string::npos) << "a part chart is a document of its own";
}

TEST(RouteExport, TextCannotBreakTheDocument) {
  Definition definition = SmallDefinition();
  definition.charts[0].states[0].title = "Een <titel> & --> \"meer\" ; } {\nregel";
  definition.charts[0].title = definition.charts[0].states[0].title;
  ElementsOf(WriteScxml(definition, definition.main));
  const std::string mermaid = WriteMermaid(definition);
  EXPECT_NE(mermaid.find("state \"Een #lt;titel#gt; & --#gt; #quot;meer#quot; #59; #125; #123; regel\" as"),
            std::string::npos)
      << mermaid;
}

TEST(RouteExport, MermaidShowsEveryStateAndEveryArrow) {
  for (const Definition* definition : {&SmallDefinition(), &YouthStandard()}) {
    const std::string mermaid = WriteMermaid(*definition);
    EXPECT_NE(mermaid.find("\nstateDiagram-v2\n"), std::string::npos);
    std::size_t arrows = 0;
    for (const Chart& chart : definition->charts) {
      EXPECT_NE(mermaid.find(" as " + chart.name + " {\n"), std::string::npos);
      arrows += 1;  // its beginning
      for (const State& state : chart.states) {
        EXPECT_NE(mermaid.find(" as " + chart.name + "__" + state.name + "\n"), std::string::npos) << state.name;
        arrows += state.final ? 1 : 0;
        arrows += static_cast<std::size_t>(std::count_if(state.rules.begin(), state.rules.end(), [](const Rule& rule) {
          return !rule.everywhere && (rule.go_to || rule.actions.start_parts);
        }));
        // A row that both leads on and starts parts has an arrow for each.
        arrows += static_cast<std::size_t>(std::count_if(state.rules.begin(), state.rules.end(), [](const Rule& rule) {
          return !rule.everywhere && rule.go_to && rule.actions.start_parts;
        }));
      }
      arrows += static_cast<std::size_t>(std::count_if(chart.everywhere.begin(), chart.everywhere.end(),
                                                       [](const Rule& rule) { return rule.go_to.has_value(); }));
    }
    const std::vector<Rule>& everywhere = definition->main_chart().everywhere;
    arrows += static_cast<std::size_t>(std::count_if(
        everywhere.begin(), everywhere.end(), [](const Rule& rule) { return rule.actions.start_parts.has_value(); }));
    // Into the interruption and back.
    EXPECT_EQ(Count(mermaid, " --> "), arrows + 2) << definition->name;
  }
}

}  // namespace
}  // namespace clientroute::orchestrator
