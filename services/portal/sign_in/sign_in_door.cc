#include "services/portal/sign_in/sign_in_door.h"

#include "services/platform/status/status.h"
#include "services/portal/http/encoding.h"
#include "services/portal/http/problem.h"
#include "services/portal/sign_in/json_fields.h"

namespace clientroute::portal {
namespace {

constexpr std::string_view kTicketCookie = "clientroute-sign-in";

std::map<std::string, std::string> FieldsOf(const HttpRequest& request) {
  return ParseForm(request.query).value_or(std::map<std::string, std::string>());
}

HttpAnswer CannotSignIn() {
  return ProblemPage(503, "Aanmelden lukt nu niet",
                     "De dienst die u aanmeldt geeft geen antwoord. Probeer het over een paar minuten weer.");
}

}  // namespace

bool SignInDoor::Knows(const HttpRequest& request) {
  return request.path == "/session" || request.path == "/sign-in" || request.path == "/sign-in/callback" ||
         request.path == "/sign-out";
}

void SignInDoor::Handle(const SharedExchange& exchange) {
  const HttpRequest& request = exchange->request();
  const std::string_view wanted = request.path == "/sign-out" ? "POST" : "GET";
  if (request.method != wanted) {
    HttpAnswer answer = Problem(405, "Dit kan hier niet", "Dit adres kent deze methode niet.");
    return exchange->Answer(std::move(answer.With("Allow", std::string(wanted))));
  }
  if (request.path == "/session") return Tell(exchange);
  if (request.path == "/sign-in") return Later(exchange, &SignInDoor::Depart);
  if (request.path == "/sign-in/callback") return Later(exchange, &SignInDoor::Admit);
  if (!deps_.address->IsOwnPage(request)) {
    return exchange->Answer(Problem(403, "Geweigerd", "Dit verzoek komt niet van een pagina van dit portaal."));
  }
  Later(exchange, &SignInDoor::Forget);
}

void SignInDoor::Later(const SharedExchange& exchange, HttpAnswer (SignInDoor::*work)(const HttpRequest&)) {
  const bool taken =
      deps_.workers->Take([this, exchange, work] { exchange->Answer((this->*work)(exchange->request())); });
  if (!taken) exchange->Answer(Busy());
}

void SignInDoor::Tell(const SharedExchange& exchange) {
  deps_.guard->WithSession(exchange, [this, exchange](const SharedSession& session) {
    if (session == nullptr) {
      return exchange->Answer(Problem(401, "Niet aangemeld", "Meld u aan om verder te gaan."));
    }
    const Identity& who = session->who.identity;
    const bool of_provider = who.kind == Identity::Kind::kProvider;
    JsonObject said;
    SetText(said, "subject", who.subject);
    SetText(said, "name", session->who.name);
    SetTexts(said, "roles", who.roles);
    SetTexts(said, "municipalities", who.municipalities);
    SetText(said, "provider", of_provider ? who.subject.substr(who.subject.find('/') + 1) : "");
    SetText(said, "expires", ToIso(session->expires));
    SetText(said, "release", deps_.release);
    exchange->Answer(MakeAnswer(200, "application/json", JsonOf(said)));
  });
}

HttpAnswer SignInDoor::Depart(const HttpRequest& request) {
  const SignInTicket ticket = MakeTicket(SafeReturn(FieldsOf(request)["return"]), deps_.clock->Now(), *deps_.random);
  const absl::StatusOr<std::string> url = deps_.provider->AuthorizeUrl(ticket);
  if (!url.ok()) {
    deps_.logger->Write(LogLevel::kWarning, "portal", "nobody can sign in", {{"reason", ReasonOf(url.status())}});
    return CannotSignIn();
  }
  HttpAnswer answer = Redirect(302, *url);
  answer.With("Set-Cookie",
              deps_.address->SetCookie(kTicketCookie, SealTicket(*deps_.ticket_key, ticket, *deps_.random)));
  return answer;
}

absl::StatusOr<SignedIn> SignInDoor::WhoCameBack(const HttpRequest& request, const SignInTicket& ticket) {
  std::map<std::string, std::string> fields = FieldsOf(request);
  if (fields["state"] != ticket.state || fields["code"].empty()) {
    return Error(absl::StatusCode::kUnauthenticated, "STATE_WRONG", "the answer is not to what this browser asked");
  }
  return deps_.provider->Redeem(fields["code"], ticket);
}

absl::StatusOr<HttpAnswer> SignInDoor::TryAdmit(const HttpRequest& request) {
  const std::string_view sealed = request.Cookie(deps_.address->CookieName(kTicketCookie));
  CLIENTROUTE_ASSIGN(const SignInTicket ticket, OpenTicket(*deps_.ticket_key, sealed, deps_.clock->Now()));
  CLIENTROUTE_ASSIGN(const SignedIn who, WhoCameBack(request, ticket));
  CLIENTROUTE_ASSIGN(const std::string secret, deps_.keeper->Begin(who));
  // Whoever was signed in by this browser is not any more.
  CLIENTROUTE_RETURN_IF_ERROR(deps_.keeper->End(deps_.guard->SecretIn(request)));
  deps_.logger->Write(LogLevel::kInfo, "portal", "signed in", {{"subject", who.identity.subject}});
  HttpAnswer answer = Redirect(303, ticket.return_to);
  answer.With("Set-Cookie", deps_.address->SetCookie(kSessionCookie, secret));
  answer.With("Set-Cookie", deps_.address->SetCookie(kTicketCookie, ""));
  return answer;
}

HttpAnswer SignInDoor::Admit(const HttpRequest& request) {
  absl::StatusOr<HttpAnswer> admitted = TryAdmit(request);
  if (admitted.ok()) return *std::move(admitted);
  deps_.logger->Write(LogLevel::kWarning, "portal", "a sign-in failed", {{"reason", ReasonOf(admitted.status())}});
  if (admitted.status().code() != absl::StatusCode::kUnauthenticated) return CannotSignIn();
  return ProblemPage(401, "Aanmelden is niet gelukt",
                     "Het aanmelden is afgebroken, duurde te lang of begon in een ander venster. Begin opnieuw.");
}

HttpAnswer SignInDoor::Forget(const HttpRequest& request) {
  if (!deps_.keeper->End(deps_.guard->SecretIn(request)).ok()) return Busy();
  HttpAnswer answer;
  answer.status = 204;
  answer.With("Cache-Control", "no-store").With("Set-Cookie", deps_.address->SetCookie(kSessionCookie, ""));
  return answer;
}

}  // namespace clientroute::portal
