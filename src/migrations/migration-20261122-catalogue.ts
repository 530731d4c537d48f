import { Migration } from '@mikro-orm/migrations';

/** The tables of places, facilities, products, certificates and of the audit. */
export class Migration20261122Catalogue extends Migration {
  override up(): void {
    this.addSql(`
      create table "administrative_unit" (
        "id" uuid not null,
        "code" text not null,
        "level" text not null,
        "type" text not null,
        "name" text not null,
        "name_en" text null,
        "name_key" text not null,
        "valid_from" date null,
        "valid_until" date null,
        primary key ("id")
      );
      create index "administrative_unit_name_key_index" on "administrative_unit" ("name_key");
      alter table "administrative_unit" add constraint "administrative_unit_level_code_valid_from_unique" unique ("level", "code", "valid_from");
      alter table "administrative_unit" add constraint "administrative_unit_level_check" check ("level" in ('PROVINCE', 'DISTRICT', 'COMMUNE'));
      alter table "administrative_unit" add constraint "administrative_unit_type_check" check ("type" in ('MUNICIPALITY', 'PROVINCE', 'DISTRICT', 'URBAN_DISTRICT', 'CITY', 'TOWN', 'WARD', 'COMMUNE', 'SPECIAL_ZONE'));
      create table "audit_entry" (
        "id" uuid not null,
        "at" timestamptz(3) not null,
        "by" text not null,
        "request_id" text not null,
        "action" text not null,
        "entity_type" text not null,
        "entity_id" uuid not null,
        "changes" jsonb not null,
        primary key ("id")
      );
      create index "audit_entry_entity_type_entity_id_at_index" on "audit_entry" ("entity_type", "entity_id", "at");
      alter table "audit_entry" add constraint "audit_entry_action_check" check ("action" in ('CREATED', 'UPDATED', 'DELETED'));
      create table "category" (
        "id" uuid not null,
        "version" int not null default 1,
        "code" text not null,
        "name_vi" text not null,
        "name_en" text not null,
        "group" text not null,
        "parent_id" uuid null,
        "path" uuid[] not null,
        "hs_heading" text null,
        "default_unit" text null,
        "position" int not null,
        primary key ("id")
      );
      alter table "category" add constraint "category_code_unique" unique ("code");
      create index "category_parent_id_index" on "category" ("parent_id");
      create index "category_path_index" on "category" using gin ("path");
      alter table "category" add constraint "category_group_check" check ("group" in ('HANDICRAFT', 'PROCESSED_FOOD', 'MACHINERY', 'OTHER'));
      create table "attribute_definition" (
        "id" uuid not null,
        "version" int not null default 1,
        "category_id" uuid not null,
        "code" text not null,
        "name_vi" text not null,
        "name_en" text not null,
        "type" text not null,
        "unit" text null,
        "required" boolean not null default false,
        "position" int not null,
        primary key ("id")
      );
      create index "attribute_definition_category_id_index" on "attribute_definition" ("category_id");
      alter table "attribute_definition" add constraint "attribute_definition_code_unique" unique ("code");
      alter table "attribute_definition" add constraint "attribute_definition_type_check" check ("type" in ('TEXT', 'INTEGER', 'DECIMAL', 'BOOLEAN', 'ENUM'));
      create table "attribute_option" (
        "id" uuid not null,
        "definition_id" uuid not null,
        "code" text not null,
        "name_vi" text not null,
        "name_en" text not null,
        "position" int not null,
        primary key ("id")
      );
      create index "attribute_option_definition_id_index" on "attribute_option" ("definition_id");
      create table "facility" (
        "id" uuid not null,
        "version" int not null default 1,
        "created_at" timestamptz(3) not null,
        "updated_at" timestamptz(3) not null,
        "name" text not null,
        "name_en" text null,
        "name_key" text not null,
        "legal_form" text null,
        "tax_code" text null,
        "vsic_code" text null,
        "vsic_version" text null,
        "place_id" uuid null,
        "address" text null,
        "latitude" double precision null,
        "longitude" double precision null,
        "contact_name" text null,
        "phone" text null,
        "email" text null,
        "website" text null,
        "craft_village" text null,
        "founded_year" smallint null,
        "workers" int null,
        "monthly_capacity" double precision null,
        "monthly_capacity_unit" text null,
        "needs" text[] not null default '{}',
        "status" text not null default 'DRAFT',
        "demo" boolean not null default false,
        "producer_unknown" boolean not null default false,
        "merged_into_id" uuid null,
        primary key ("id")
      );
      create index "facility_name_key_index" on "facility" ("name_key");
      create index "facility_tax_code_index" on "facility" ("tax_code");
      create index "facility_place_id_index" on "facility" ("place_id");
      create index "facility_merged_into_id_index" on "facility" ("merged_into_id");
      alter table "facility" add constraint "facility_legal_form_check" check ("legal_form" in ('HOUSEHOLD_BUSINESS', 'COOPERATIVE', 'UNION_OF_COOPERATIVES', 'COOPERATIVE_GROUP', 'PRIVATE_ENTERPRISE', 'COMPANY'));
      alter table "facility" add constraint "facility_vsic_version_check" check ("vsic_version" in ('VSIC_2018', 'VSIC_2025'));
      alter table "facility" add constraint "facility_needs_check" check ("needs" <@ array['BRANDING'::text, 'PACKAGING'::text, 'MACHINERY'::text, 'TRACEABILITY'::text, 'TRADEMARK'::text, 'CERTIFICATION'::text, 'MARKET_ACCESS'::text, 'TRAINING'::text, 'CAPITAL'::text, 'DIGITAL_SALES'::text]);
      alter table "facility" add constraint "facility_status_check" check ("status" in ('DRAFT', 'SUBMITTED', 'VERIFIED', 'SUSPENDED'));
      create table "facility_document" (
        "id" uuid not null,
        "facility_id" uuid not null,
        "kind" text not null,
        "title" text not null,
        "url" text not null,
        primary key ("id")
      );
      create index "facility_document_facility_id_index" on "facility_document" ("facility_id");
      alter table "facility_document" add constraint "facility_document_kind_check" check ("kind" in ('BUSINESS_REGISTRATION', 'CERTIFICATE', 'TEST_REPORT', 'CONTRACT', 'OTHER'));
      create table "facility_transition" (
        "id" uuid not null,
        "at" timestamptz(3) not null,
        "by" text not null,
        "reason" text null,
        "facility_id" uuid not null,
        "from" text not null,
        "to" text not null,
        primary key ("id")
      );
      create index "facility_transition_facility_id_index" on "facility_transition" ("facility_id");
      alter table "facility_transition" add constraint "facility_transition_from_check" check ("from" in ('DRAFT', 'SUBMITTED', 'VERIFIED', 'SUSPENDED'));
      alter table "facility_transition" add constraint "facility_transition_to_check" check ("to" in ('DRAFT', 'SUBMITTED', 'VERIFIED', 'SUSPENDED'));
      create table "product" (
        "id" uuid not null,
        "version" int not null default 1,
        "created_at" timestamptz(3) not null,
        "updated_at" timestamptz(3) not null,
        "facility_id" uuid not null,
        "category_id" uuid not null,
        "external_id" text null,
        "name_vi" text not null,
        "name_en" text null,
        "description_vi" text null,
        "description_en" text null,
        "hs_code" text null,
        "gtin" text null,
        "gtin14" text null,
        "unit" text not null,
        "packaging" text null,
        "net_content" double precision null,
        "net_content_unit" text null,
        "price_basis" text null,
        "price_on_request" boolean not null default false,
        "minimum_order_quantity" double precision null,
        "lead_time_days" int null,
        "shelf_life_days" int null,
        "storage" text null,
        "ingredients" text[] not null default '{}',
        "origin_place" text null,
        "raw_material_area" text null,
        "traceability_url" text null,
        "status" text not null default 'DRAFT',
        "publish_at" timestamptz(3) null,
        "demo" boolean not null default false,
        primary key ("id")
      );
      create index "product_facility_id_index" on "product" ("facility_id");
      create index "product_category_id_index" on "product" ("category_id");
      alter table "product" add constraint "product_gtin14_unique" unique ("gtin14");
      create index "product_newest" on "product" ("status", "publish_at", "id");
      create index "product_by_name" on "product" (name_vi collate "vi-x-icu", id);
      alter table "product" add constraint "product_facility_id_external_id_unique" unique ("facility_id", "external_id");
      alter table "product" add constraint "product_price_basis_check" check ("price_basis" in ('EXW', 'FOB'));
      alter table "product" add constraint "product_storage_check" check ("storage" in ('AMBIENT', 'COOL', 'CHILLED', 'FROZEN'));
      alter table "product" add constraint "product_status_check" check ("status" in ('DRAFT', 'SUBMITTED', 'PUBLISHED', 'SUSPENDED', 'ARCHIVED'));
      create table "certificate" (
        "id" uuid not null,
        "version" int not null default 1,
        "created_at" timestamptz(3) not null,
        "updated_at" timestamptz(3) not null,
        "kind" text not null,
        "product_id" uuid null,
        "facility_id" uuid null,
        "stars" smallint null,
        "number" text null,
        "issuer" text null,
        "valid_from" timestamptz(3) null,
        "valid_until" timestamptz(3) null,
        "evidence_url" text null,
        "verified_at" timestamptz(3) null,
        "verified_by" text null,
        "withdrawn_at" timestamptz(3) null,
        "withdrawn_reason" text null,
        "demo" boolean not null default false,
        primary key ("id")
      );
      create index "certificate_kind_index" on "certificate" ("kind");
      create index "certificate_of_product" on "certificate" (product_id, kind, valid_until desc nulls last, id) where product_id is not null;
      create index "certificate_of_facility" on "certificate" (facility_id, kind, valid_until desc nulls last, id) where facility_id is not null;
      create index "certificate_valid_until_index" on "certificate" ("valid_until");
      alter table "certificate" add constraint "certificate_stars" check (stars is null or (kind = 'OCOP' and stars between 3 and 5));
      alter table "certificate" add constraint "certificate_period" check (valid_from < valid_until);
      alter table "certificate" add constraint "certificate_one_holder" check (num_nonnulls(product_id, facility_id) = 1);
      alter table "certificate" add constraint "certificate_kind_check" check ("kind" in ('ATTP', 'HACCP', 'ISO_22000', 'ISO_9001', 'GMP', 'VIETGAP', 'GLOBALGAP', 'ORGANIC', 'HALAL', 'FDA', 'GEOGRAPHICAL_INDICATION', 'OCOP', 'OTHER'));
      create table "product_attribute" (
        "id" uuid not null,
        "product_id" uuid not null,
        "definition_id" uuid not null,
        "text" text null,
        "number" double precision null,
        "boolean" boolean null,
        "option_id" uuid null,
        "position" int not null,
        primary key ("id")
      );
      create index "product_attribute_definition_id_index" on "product_attribute" ("definition_id");
      create index "product_attribute_option_id_index" on "product_attribute" ("option_id");
      alter table "product_attribute" add constraint "product_attribute_product_id_definition_id_unique" unique ("product_id", "definition_id");
      create table "product_capacity" (
        "id" uuid not null,
        "product_id" uuid not null,
        "month" smallint not null,
        "quantity" double precision not null,
        primary key ("id")
      );
      alter table "product_capacity" add constraint "product_capacity_product_id_month_unique" unique ("product_id", "month");
      create table "product_component" (
        "id" uuid not null,
        "set_id" uuid not null,
        "component_id" uuid not null,
        "quantity" double precision not null,
        "position" int not null,
        primary key ("id")
      );
      create index "product_component_component_id_index" on "product_component" ("component_id");
      alter table "product_component" add constraint "product_component_set_id_component_id_unique" unique ("set_id", "component_id");
      create table "product_image" (
        "id" uuid not null,
        "product_id" uuid not null,
        "url" text not null,
        "alt_vi" text null,
        "alt_en" text null,
        "position" int not null,
        primary key ("id")
      );
      create index "product_image_in_order" on "product_image" ("product_id", "position");
      create table "product_price" (
        "id" uuid not null,
        "product_id" uuid not null,
        "audience" text not null,
        "min_quantity" double precision not null,
        "amount" bigint not null,
        "vat_included" boolean not null,
        "holds_since" date not null,
        primary key ("id")
      );
      alter table "product_price" add constraint "product_price_product_id_audience_min_quantity_ho_ca1c2_unique" unique ("product_id", "audience", "min_quantity", "holds_since");
      alter table "product_price" add constraint "product_price_audience_check" check ("audience" in ('RETAIL', 'WHOLESALE', 'EXPORT'));
      create table "product_transition" (
        "id" uuid not null,
        "at" timestamptz(3) not null,
        "by" text not null,
        "reason" text null,
        "product_id" uuid not null,
        "from" text not null,
        "to" text not null,
        primary key ("id")
      );
      create index "product_transition_product_id_index" on "product_transition" ("product_id");
      alter table "product_transition" add constraint "product_transition_from_check" check ("from" in ('DRAFT', 'SUBMITTED', 'PUBLISHED', 'SUSPENDED', 'ARCHIVED'));
      alter table "product_transition" add constraint "product_transition_to_check" check ("to" in ('DRAFT', 'SUBMITTED', 'PUBLISHED', 'SUSPENDED', 'ARCHIVED'));
      create table "unit_containment" (
        "inner_id" uuid not null,
        "outer_id" uuid not null,
        "since" date null,
        "until" date null,
        primary key ("inner_id",
        "outer_id")
      );
      create index "unit_containment_outer_id_index" on "unit_containment" ("outer_id");
      create table "place_alias" (
        "id" uuid not null,
        "name" text not null,
        "unit_id" uuid not null,
        primary key ("id")
      );
      create index "place_alias_unit_id_index" on "place_alias" ("unit_id");
      alter table "place_alias" add constraint "place_alias_name_unit_id_unique" unique ("name", "unit_id");
      alter table "place_alias" add constraint "place_alias_unit_id_foreign" foreign key ("unit_id") references "administrative_unit" ("id");
      create table "unit_parenthood" (
        "id" uuid not null,
        "unit_id" uuid not null,
        "parent_id" uuid not null,
        "valid_from" date null,
        "valid_until" date null,
        primary key ("id")
      );
      create index "unit_parenthood_parent_id_index" on "unit_parenthood" ("parent_id");
      alter table "unit_parenthood" add constraint "unit_parenthood_unit_id_parent_id_valid_from_unique" unique ("unit_id", "parent_id", "valid_from");
      create table "unit_succession" (
        "id" uuid not null,
        "predecessor_id" uuid not null,
        "successor_id" uuid not null,
        "since" date not null,
        "whole" boolean not null default true,
        primary key ("id")
      );
      create index "unit_succession_successor_id_index" on "unit_succession" ("successor_id");
      alter table "unit_succession" add constraint "unit_succession_predecessor_id_successor_id_unique" unique ("predecessor_id", "successor_id");
      alter table "category" add constraint "category_parent_id_foreign" foreign key ("parent_id") references "category" ("id") on delete restrict;
      alter table "attribute_definition" add constraint "attribute_definition_category_id_foreign" foreign key ("category_id") references "category" ("id");
      alter table "attribute_option" add constraint "attribute_option_definition_id_foreign" foreign key ("definition_id") references "attribute_definition" ("id") on delete cascade;
      alter table "facility" add constraint "facility_place_id_foreign" foreign key ("place_id") references "administrative_unit" ("id") on delete set null;
      alter table "facility" add constraint "facility_merged_into_id_foreign" foreign key ("merged_into_id") references "facility" ("id") on delete set null;
      alter table "facility_document" add constraint "facility_document_facility_id_foreign" foreign key ("facility_id") references "facility" ("id") on delete cascade;
      alter table "facility_transition" add constraint "facility_transition_facility_id_foreign" foreign key ("facility_id") references "facility" ("id") on delete cascade;
      alter table "product" add constraint "product_facility_id_foreign" foreign key ("facility_id") references "facility" ("id");
      alter table "product" add constraint "product_category_id_foreign" foreign key ("category_id") references "category" ("id");
      alter table "certificate" add constraint "certificate_product_id_foreign" foreign key ("product_id") references "product" ("id") on delete cascade;
      alter table "certificate" add constraint "certificate_facility_id_foreign" foreign key ("facility_id") references "facility" ("id") on delete set null;
      alter table "product_attribute" add constraint "product_attribute_product_id_foreign" foreign key ("product_id") references "product" ("id") on delete cascade;
      alter table "product_attribute" add constraint "product_attribute_definition_id_foreign" foreign key ("definition_id") references "attribute_definition" ("id");
      alter table "product_attribute" add constraint "product_attribute_option_id_foreign" foreign key ("option_id") references "attribute_option" ("id") on delete restrict;
      alter table "product_capacity" add constraint "product_capacity_product_id_foreign" foreign key ("product_id") references "product" ("id") on delete cascade;
      alter table "product_component" add constraint "product_component_set_id_foreign" foreign key ("set_id") references "product" ("id") on delete cascade;
      alter table "product_component" add constraint "product_component_component_id_foreign" foreign key ("component_id") references "product" ("id");
      alter table "product_image" add constraint "product_image_product_id_foreign" foreign key ("product_id") references "product" ("id") on delete cascade;
      alter table "product_price" add constraint "product_price_product_id_foreign" foreign key ("product_id") references "product" ("id") on delete cascade;
      alter table "product_transition" add constraint "product_transition_product_id_foreign" foreign key ("product_id") references "product" ("id") on delete cascade;
      alter table "unit_containment" add constraint "unit_containment_inner_id_foreign" foreign key ("inner_id") references "administrative_unit" ("id") on update cascade on delete cascade;
      alter table "unit_containment" add constraint "unit_containment_outer_id_foreign" foreign key ("outer_id") references "administrative_unit" ("id") on update cascade on delete cascade;
      alter table "unit_parenthood" add constraint "unit_parenthood_unit_id_foreign" foreign key ("unit_id") references "administrative_unit" ("id");
      alter table "unit_parenthood" add constraint "unit_parenthood_parent_id_foreign" foreign key ("parent_id") references "administrative_unit" ("id");
      alter table "unit_succession" add constraint "unit_succession_predecessor_id_foreign" foreign key ("predecessor_id") references "administrative_unit" ("id");
      alter table "unit_succession" add constraint "unit_succession_successor_id_foreign" foreign key ("successor_id") references "administrative_unit" ("id");
    `);
  }
}
