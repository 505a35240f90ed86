#include "services/messaging/hub/receipt_store.h"

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute::messaging {
namespace {

constexpr std::string_view kSelect =
    "SELECT number, reference, cross_reference, kind, municipality, name, digest, received_at, code, place, "
    "explanation, open, sender, application FROM hub_receipt WHERE ";

HubReceipt ReadReceipt(const Row& row) {
  HubReceipt receipt;
  receipt.number = row.Int(0);
  receipt.reference = row.Text(1);
  receipt.cross_reference = row.Text(2);
  receipt.kind = static_cast<LetterKind>(row.Int(3));
  receipt.municipality = row.Text(4);
  receipt.name = row.Text(5);
  receipt.digest = row.Bytes(6);
  receipt.received_at = FromMicros(row.Int(7));
  receipt.fault = {std::string(row.Text(8)), std::string(row.Text(9)), std::string(row.Text(10)), ""};
  receipt.open = row.Int(11) != 0;
  receipt.sender = {std::string(row.Text(12)), std::string(row.Text(13)), "", ""};
  return receipt;
}

}  // namespace

absl::StatusOr<std::optional<HubReceipt>> FindReceipt(Connection& connection, std::string_view reference) {
  return connection.QueryOne(Cat(kSelect, "reference = $1"), {reference}, ReadReceipt);
}

absl::Status InsertReceipt(Connection& connection, std::string_view sealed, HubReceipt* receipt) {
  CLIENTROUTE_RETURN_IF_ERROR(
      connection
          .Execute("INSERT INTO hub_receipt (reference, cross_reference, kind, municipality, name, digest, "
                   "received_at, content, code, place, explanation, open, sender, application) "
                   "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
                   {std::string_view(receipt->reference), std::string_view(receipt->cross_reference),
                    static_cast<std::int64_t>(receipt->kind), std::string_view(receipt->municipality),
                    std::string_view(receipt->name), Blob{receipt->digest}, ToMicros(receipt->received_at),
                    sealed.empty() ? Parameter(nullptr) : Parameter(Blob{sealed}),
                    std::string_view(receipt->fault.code), std::string_view(receipt->fault.place),
                    std::string_view(receipt->fault.explanation), std::int64_t{receipt->open ? 1 : 0},
                    std::string_view(receipt->sender.organisation), std::string_view(receipt->sender.application)})
          .status());
  receipt->number = connection.LastInsertedRow();
  return absl::OkStatus();
}

absl::StatusOr<std::vector<HubReceipt>> ListOpenLetters(Connection& connection, int limit) {
  return connection.QueryAll(Cat(kSelect, "open = 1 AND kind <> 3 ORDER BY number LIMIT $1"), {std::int64_t{limit}},
                             ReadReceipt);
}

absl::StatusOr<std::vector<HubReceipt>> ListOpenErrors(Connection& connection, int limit) {
  return connection.QueryAll(Cat(kSelect, "open = 1 AND kind = 3 ORDER BY number LIMIT $1"), {std::int64_t{limit}},
                             ReadReceipt);
}

absl::StatusOr<std::optional<std::string>> LoadLetterContent(Connection& connection, std::string_view reference) {
  return connection.QueryOne("SELECT content FROM hub_receipt WHERE reference = $1 AND content IS NOT NULL",
                             {reference}, [](const Row& row) { return std::string(row.Bytes(0)); });
}

absl::Status CloseReceipt(Connection& connection, std::string_view reference) {
  return connection.Execute("UPDATE hub_receipt SET open = 0, content = NULL WHERE reference = $1", {reference})
      .status();
}

absl::StatusOr<std::optional<HubReceipt>> FindReceiptOf(Connection& connection, std::int64_t message) {
  return connection.QueryOne(Cat(kSelect, "message = $1"), {message}, ReadReceipt);
}

absl::Status AddFault(Connection& connection, const UntoldFault& fault) {
  return connection
      .Execute(
          "INSERT INTO hub_fault (receipt, reference, code, explanation, made_at) "
          "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (receipt) DO NOTHING",
          {fault.receipt, std::string_view(fault.reference), std::string_view(fault.fault.code),
           std::string_view(fault.fault.details), ToMicros(fault.made_at)})
      .status();
}

absl::StatusOr<std::vector<UntoldFault>> ListUntoldFaults(Connection& connection, int limit) {
  return connection.QueryAll(
      "SELECT f.number, f.receipt, r.sender, r.application, f.reference, r.reference, r.municipality, f.code, "
      "f.explanation, f.made_at, f.attempts FROM hub_fault AS f JOIN hub_receipt AS r ON r.number = f.receipt "
      "WHERE f.closed_at IS NULL ORDER BY f.attempts, f.number LIMIT $1",
      {std::int64_t{limit}}, [](const Row& row) {
        UntoldFault fault;
        fault.number = row.Int(0);
        fault.receipt = row.Int(1);
        fault.receiver = {std::string(row.Text(2)), std::string(row.Text(3)), "", ""};
        fault.reference = row.Text(4);
        fault.cross_reference = row.Text(5);
        fault.municipality = row.Text(6);
        fault.fault = {std::string(row.Text(7)), std::string(kPlaceClient), "", std::string(row.Text(8))};
        fault.made_at = FromMicros(row.Int(9));
        fault.attempts = static_cast<int>(row.Int(10));
        return fault;
      });
}

absl::Status CountFaultAttempt(Connection& connection, std::int64_t number) {
  return connection.Execute("UPDATE hub_fault SET attempts = attempts + 1 WHERE number = $1", {number}).status();
}

absl::Status CloseFault(Connection& connection, std::int64_t number, Instant now) {
  return connection.Execute("UPDATE hub_fault SET closed_at = $2 WHERE number = $1", {number, ToMicros(now)}).status();
}

}  // namespace clientroute::messaging
