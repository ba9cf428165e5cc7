// SPDX-License-Identifier: Apache-2.0
public import Journal
public import PlanningCycle

/// The event of a change of people: everything but the password's hash, the same bytes in every adapter.
public enum PersonEvent {
  public static func draft(_ draft: EventDraft, _ person: PersonRecord) -> EventDraft {
    let details = person.details
    return draft.with(
      payload: .map([
        "command": draft.payload, "person_id": .integer(person.id),
        "person": .map([
          "login": .text(details.login), "name": .text(details.name), "name_en": .text(details.englishName),
          "role": .text(details.role), "scope": .text(details.scope), "language": .text(details.language),
          "is_disabled": .boolean(details.isDisabled),
        ]),
      ]))
  }
}
