"""The pages of field work: visits, outings, hazards, institutions, inspections, cadres to tie."""
