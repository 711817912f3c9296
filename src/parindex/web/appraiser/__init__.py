"""The screens of appraisers and the council."""
