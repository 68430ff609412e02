// How many steps each schema has, for a program that cannot look into the folders of its migrations.
export const SCHEMA_VERSIONS = { migrations: 1, records: 9 } as const
