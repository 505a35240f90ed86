#include "services/portal/identity/persona_page.h"

#include "services/platform/status/status.h"
#include "services/portal/http/problem.h"

namespace clientroute::portal {
namespace {

std::string Hidden(const std::map<std::string, std::string>& kept) {
  std::string out;
  for (const auto& [name, value] : kept) {
    out += Cat("<input type=\"hidden\" name=\"", HtmlText(name), "\" value=\"", HtmlText(value), "\">\n");
  }
  return out;
}

std::string Choices(const Cast& cast) {
  std::string out = "<option value=\"\">alle gemeenten van de regio</option>\n";
  for (const auto& [code, name] : cast.municipalities) {
    out += Cat("<option value=\"", HtmlText(code), "\">", HtmlText(name), "</option>\n");
  }
  return out;
}

}  // namespace

std::string PersonaPage(const Cast& cast, const std::map<std::string, std::string>& kept) {
  std::string buttons;
  for (const Persona& persona : cast.personas) {
    buttons += Cat("<li><button type=\"submit\" name=\"persona\" value=\"", HtmlText(persona.id), "\">",
                   HtmlText(persona.name), "</button> <span>", HtmlText(persona.help), "</span></li>\n");
  }
  return Cat("<!doctype html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n",
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
             "<title>Kies wie u bent (alleen om te proberen)</title>\n",
             "<link rel=\"stylesheet\" href=\"/identiteit/stijl.css\">\n</head>\n<body>\n<main>\n",
             "<h1>Kies wie u bent</h1>\n",
             "<p class=\"waarschuwing\"><strong>Dit is geen echte aanmelding.</strong> Er wordt geen wachtwoord ",
             "gevraagd en niets bewezen: wie deze pagina kan openen, kan iedereen hieronder zijn. Gebruik dit alleen ",
             "om Clientroute op deze computer te proberen, met verzonnen gegevens, en nooit met gegevens van echte ",
             "mensen.</p>\n<form method=\"post\" action=\"/identiteit/authorize\">\n", Hidden(kept),
             "<p><label for=\"gemeente\">Werkzaam voor</label>\n<select id=\"gemeente\" name=\"municipality\">\n",
             Choices(cast), "</select></p>\n<ul>\n", buttons, "</ul>\n</form>\n</main>\n</body>\n</html>\n");
}

std::string PersonaStyle() {
  return R"css(:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
body { margin: 0; }
main { max-width: 44rem; margin: 0 auto; padding: 1.5rem; }
.waarschuwing { border: .25rem solid #b3261e; padding: 1rem; font-size: 1.125rem; }
ul { list-style: none; padding: 0; }
li { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; margin: .75rem 0; }
button, select { font: inherit; padding: .5rem .75rem; min-height: 2.75rem; }
button { min-width: 16rem; text-align: left; cursor: pointer; }
button:focus-visible, select:focus-visible { outline: .1875rem solid; outline-offset: .125rem; }
)css";
}

}  // namespace clientroute::portal
