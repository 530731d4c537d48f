-- What PostGraphile serves: a view for each type, with the rows that the public may see. PostgreSQL plans a view as the
-- query in it, so that this costs what the same conditions cost elsewhere; row-level security would cost a transaction
-- for each request. Images and certificates are reached through a visible product only, so they need no condition.
-- What differs from the API: now() of the database instead of the clock of the request.
drop schema if exists bench_postgraphile cascade;
create schema bench_postgraphile;

create view bench_postgraphile.facility as
  select f.id, f.name, f.legal_form
  from public.facility f
  where f.status = 'VERIFIED' and f.merged_into_id is null;

create view bench_postgraphile.product as
  select p.id, p.facility_id, p.name_vi as name, p.unit, p.minimum_order_quantity, p.lead_time_days, p.storage, p.publish_at
  from public.product p
  where p.status = 'PUBLISHED' and p.publish_at <= now()
    and exists (select from bench_postgraphile.facility f where f.id = p.facility_id);

create view bench_postgraphile.image as
  select i.id, i.product_id, i.url, coalesce(i.alt_vi, i.alt_en) as alt, i.position
  from public.product_image i;

create view bench_postgraphile.certificate as
  select c.id, c.product_id, c.kind, c.number, c.stars, c.valid_until,
    case
      when c.withdrawn_at is not null then 'WITHDRAWN'
      when c.verified_at is null or c.valid_from is null or c.valid_until is null then 'NOT_VERIFIED'
      when now() < c.valid_from then 'NOT_YET_VALID'
      when now() >= c.valid_until then 'LAPSED'
      else 'VALID'
    end as standing
  from public.certificate c;

-- What a table would say by its constraints and indexes, a view says by tags.
comment on view bench_postgraphile.facility is $$
@primaryKey id
@behavior -query:resource:connection
$$;

comment on view bench_postgraphile.product is $$
@primaryKey id
@foreignKey (facility_id) references facility (id)|@notNull
$$;

comment on view bench_postgraphile.image is $$
@primaryKey id
@foreignKey (product_id) references product (id)|@foreignFieldName images
@behavior -query:resource:connection
$$;

comment on view bench_postgraphile.certificate is $$
@primaryKey id
@foreignKey (product_id) references product (id)|@foreignFieldName certificates
@behavior -query:resource:connection
$$;
