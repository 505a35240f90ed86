#ifndef CLIENTROUTE_SERVICES_INTAKE_PERSON_CODEC_H_
#define CLIENTROUTE_SERVICES_INTAKE_PERSON_CODEC_H_

#include <optional>
#include <string>
#include <vector>

#include "clientroute/intake/v1/intake.pb.h"
#include "services/intake/birth.h"
#include "services/intake/person.h"
#include "services/platform/status/status.h"

namespace clientroute::intake {

/// Between the wire and the person. Pure, thread-safe. What is wrong is added to `violations`, by its path under
/// `field`, and then nullopt is returned; no violation repeats a value. `day` is the one on which he is referred
/// (CheckPerson).
std::optional<Person> ReadPerson(const v1::Person& person, Date day, const std::string& field,
                                 std::vector<FieldViolation>* violations);
v1::Person ToProto(const Person& person);
/// What ToProto wrote; nullopt for what it cannot have written. Asks nothing of the values that was not asked at the
/// door.
std::optional<Person> PersonOf(const v1::Person& person);

/// A birth; what cannot be read is added to `violations`, and then nullopt is returned.
std::optional<Birth> ReadBirth(const v1::RecordBirthRequest& request, std::vector<FieldViolation>* violations);

}  // namespace clientroute::intake

#endif  // CLIENTROUTE_SERVICES_INTAKE_PERSON_CODEC_H_
