#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/codec/message_writer.h"
#include "services/messaging/control/level2.h"
#include "services/messaging/hub/letter_reader.h"
#include "services/messaging/hub/letter_writer.h"
#include "tests/fuzz/allocation_meter.h"
#include "tests/fuzz/hostile_files.h"

// Reads any bytes as a message and checks what comes out, as a receiver does. Beside what the sanitizers see, it holds
// the reader and the checker to their bounds, by counters: memory beyond the file, findings, and allocations in the
// place of time.

namespace clientroute::fuzz {
namespace {

using messaging::Finding;
using messaging::ParseOutcome;

/// Of memory beyond the file: any file, and short ones by their length.
constexpr std::size_t kBytesMost = std::size_t{64} * 1024 * 1024;
constexpr std::size_t kBytesAByte = 4;
constexpr std::size_t kBytesAnyFile = std::size_t{512} * 1024;
/// A byte of a file asks for memory at most so often, and any file for what its tables and errors need.
constexpr std::size_t kAllocationsAByte = 2;
constexpr std::size_t kAllocationsAnyFile = 20'000;

void Require(bool holds, const char* what, std::size_t found) {
  if (holds) return;
  std::fprintf(stderr, "the bound does not hold: %s (%zu)\n", what, found);
  std::abort();
}

void Judge(std::string_view bytes) {
  const AllocationMeter meter;
  {
    const ParseOutcome outcome = messaging::ParseMessage(bytes);
    Require(outcome.ok() == outcome.message.has_value(), "a message or an error", outcome.errors.size());
    Require(outcome.errors.size() <= messaging::kSchemaErrorsMax, "errors that are kept", outcome.errors.size());
    if (!outcome.ok()) {
      Require(!outcome.errors.front().reason.empty(), "a reason", 0);
    } else {
      std::size_t findings = 0;
      messaging::VisitFindings(*outcome.message, [&](const Finding& finding) {
        ++findings;
        Require(!finding.rule.empty() && finding.return_code == "0001", "rule and code of a finding", findings);
        return true;
      });
      Require(findings <= 32 * std::size_t{outcome.message->size()}, "findings a class", findings);
    }
  }
  Require(meter.bytes_most() <= std::min(kBytesMost, kBytesAByte * bytes.size() + kBytesAnyFile),
          "bytes beyond the file", meter.bytes_most());
  Require(meter.count() <= kAllocationsAByte * bytes.size() + kAllocationsAnyFile, "allocations", meter.count());
}

/// What was read can be written, and reads the same again.
void RoundTrip(std::string_view bytes) {
  const ParseOutcome read = messaging::ParseMessage(bytes);
  if (!read.ok()) return;
  const messaging::WriteOutcome written = messaging::WriteMessage(*read.message);
  Require(written.ok(), "what was read can be written", written.errors.size());
  const ParseOutcome again = messaging::ParseMessage(written.bytes);
  Require(again.ok() && again.message->size() == read.message->size(), "what was written reads the same", 0);
}

/// The same of the envelope in which a hub brings a message.
void JudgeLetter(std::string_view bytes) {
  messaging::LetterReading reading;
  const AllocationMeter meter;
  reading = messaging::ReadLetter(bytes);
  Require(meter.bytes_most() <= kBytesAByte * bytes.size() + kBytesAnyFile, "bytes beyond the letter",
          meter.bytes_most());
  Require(meter.count() <= kAllocationsAByte * bytes.size() + kAllocationsAnyFile, "allocations", meter.count());
  if (reading.fault) {
    Require(!reading.fault->code.empty() && !reading.fault->details.empty(), "a code and a reason", bytes.size());
    return;
  }
  const std::string written = messaging::WriteLetter(reading.letter);
  Require(!messaging::ReadLetter(written).fault, "what was written is read", written.size());
}

}  // namespace
}  // namespace clientroute::fuzz

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  // Tables are made at the first message; they are not its own.
  clientroute::messaging::ParseMessage("<a/>");
  clientroute::fuzz::ForEachHostileFile([](std::string_view bytes) { clientroute::fuzz::Judge(bytes); });
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  clientroute::fuzz::Judge(bytes);
  clientroute::fuzz::RoundTrip(bytes);
  clientroute::fuzz::JudgeLetter(bytes);
  return 0;
}
