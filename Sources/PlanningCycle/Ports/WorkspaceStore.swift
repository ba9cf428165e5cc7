// SPDX-License-Identifier: Apache-2.0

/// Everything one workspace keeps: what an adapter offers whole and a use case asks for in parts.
public typealias WorkspaceStore = EventStore & FactStore & ForecastRunStore & MemberStore & PeopleStore
  & SessionStore & SnapshotStore & OutboxStore & ChannelSecretStore & TrailStore & StagingStore
